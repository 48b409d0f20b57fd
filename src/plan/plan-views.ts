import { createDemand, type Demand, mergeDemand } from './demand.ts'
import type { View } from './view.ts'

/** Through which program the planned objects are seen: one, none, or (joined objects) each its own. */
export interface ViewStyle {
  program?: string
  programVaries?: boolean
  includeDeleted?: boolean
}

/** A demand parted into what the objects' own view answers, and what needs another look at them. */
export interface ViewedDemand {
  own: Demand
  others: { key: string; view: View; demand: Demand }[]
}

/** Parts a demand by views. */
export function asViewed(demand: Demand, style: ViewStyle): ViewedDemand {
  if (demand.views.size === 0) return { own: demand, others: [] }
  const own = createDemand()
  mergeDemand(own, { ...demand, views: new Map() })
  const others: ViewedDemand['others'] = []
  for (const [key, { view, demand: viewed }] of demand.views) {
    if (isOwnView(view, viewed, style)) mergeDemand(own, viewed)
    else others.push({ key, view: withProgram(view, style), demand: viewed })
  }
  return { own, others }
}

/** The objects' own view shows all enrollments where it goes through no program, but attributes of a program only through it. */
export function isOwnView(view: View, demand: Demand, style: ViewStyle): boolean {
  if (view.includeDeleted && !style.includeDeleted) return false
  if (view.program === undefined || view.program === style.program) return true
  return style.program === undefined && !style.programVaries && !demand.embedded.has('attributes')
}

function withProgram(view: View, { program }: ViewStyle): View {
  return view.program === undefined && program !== undefined ? { ...view, program } : view
}
