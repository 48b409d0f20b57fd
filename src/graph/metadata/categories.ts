import { builder } from '../builder.ts'
import { addShortName } from './named.ts'
import { fromDetail, fromPointers, fromRecord } from './record.ts'
import { Category, CategoryCombo, CategoryOption, CategoryOptionCombo, Program } from './refs.ts'

addShortName(Category, 'categories')
addShortName(CategoryOption, 'categoryOptions')

builder.objectFields(CategoryCombo, (t) => ({
  isDefault: t.boolean({
    description: 'Whether it is the one that breaks nothing down.',
    resolve: fromRecord('categoryCombos', 'isDefault'),
  }),
  categories: t.field({
    type: [Category],
    nullable: { list: true, items: false },
    description: 'Its categories, in their order.',
    resolve: fromDetail('categoryCombos', 'categories'),
  }),
  categoryOptionCombos: t.field({
    type: [CategoryOptionCombo],
    nullable: { list: true, items: false },
    description: 'The choices that it allows.',
    resolve: fromDetail('categoryCombos', 'categoryOptionCombos'),
  }),
  programs: t.field({
    type: [Program],
    nullable: { list: true, items: false },
    description: 'The programs whose events are broken down by it.',
    resolve: fromPointers('programs', 'categoryCombo'),
  }),
}))

builder.objectFields(Category, (t) => ({
  categoryOptions: t.field({
    type: [CategoryOption],
    nullable: { list: true, items: false },
    description: 'Its options, in their order.',
    resolve: fromDetail('categories', 'categoryOptions'),
  }),
  categoryCombos: t.field({
    type: [CategoryCombo],
    nullable: { list: true, items: false },
    description: 'The combinations that it is part of.',
    resolve: fromDetail('categories', 'categoryCombos'),
  }),
}))

builder.objectFields(CategoryOption, (t) => ({
  categories: t.field({
    type: [Category],
    nullable: { list: true, items: false },
    description: 'The categories that it is an option of.',
    resolve: fromDetail('categoryOptions', 'categories'),
  }),
}))

builder.objectFields(CategoryOptionCombo, (t) => ({
  categoryCombo: t.field({
    type: CategoryCombo,
    description: 'The combination that it is a choice of.',
    resolve: fromRecord('categoryOptionCombos', 'categoryCombo'),
  }),
  categoryOptions: t.field({
    type: [CategoryOption],
    nullable: { list: true, items: false },
    description: 'The options that make it up.',
    resolve: fromDetail('categoryOptionCombos', 'categoryOptions'),
  }),
}))
