import { operators } from './parameters.ts'

/** DHIS2 ends an item at `,`, a part at `:`, and takes the character behind `/` as it is. */
function splitUnescaped(text: string, separator: string): string[] {
  const parts = ['']
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? ''
    const last = parts.length - 1
    if (character === '/') {
      index += 1
      parts[last] += character + (text[index] ?? '')
    } else if (character === separator) parts.push('')
    else parts[last] += character
  }
  return parts
}

const unescaped = (text: string): string => text.replaceAll(/\/(.)/g, '$1')

/**
 * DHIS2's `filter` (`UID:ge:20:lt:30,UID2:eq:x`) as a list of conditions on what `key` names. An operator that DHIS2 does not know is passed
 * on, for the gateway to refuse.
 */
export function conditionsText(key: 'attribute' | 'dataElement', filter: string): string[] {
  return splitUnescaped(filter, ',').map((item) => {
    const [uid = '', ...rest] = splitUnescaped(item, ':')
    const fields = [`${key}: ${JSON.stringify(uid)}`]
    while (rest.length > 0) {
      const operator = rest.shift() ?? ''
      const name = operators[operator.toLowerCase()] ?? operator
      if (name.includes(':')) fields.push(name)
      else fields.push(`${name}: ${valueText(name, rest.shift() ?? '')}`)
    }
    return `{ ${fields.join(', ')} }`
  })
}

function valueText(operator: string, value: string): string {
  if (operator !== 'in') return JSON.stringify(unescaped(value))
  return `[${value.split(';').map((part) => JSON.stringify(unescaped(part)))}]`
}
