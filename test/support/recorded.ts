import { readdirSync, readFileSync } from 'node:fs'

const FOLDER = new URL('../recordings/exchanges/2.42/', import.meta.url)

/** The answer of a recorded exchange with a real DHIS2 2.42, by its number. */
export function recordedAnswer(number: string): { status: number; body: Record<string, unknown> } {
  const name = readdirSync(FOLDER).find((file) => file.startsWith(`${number}-`)) ?? number
  const exchange: { response: { status: number; body: Record<string, unknown> } } = JSON.parse(
    readFileSync(new URL(name, FOLDER), 'utf8'),
  )
  return { status: exchange.response.status, body: exchange.response.body }
}
