import type { Browser, Page } from 'playwright-core'

/** An open GraphiQL page, and what went wrong on it that nobody would see. */
export type OpenPage = {
  page: Page
  /** Requests and workers from anywhere but the gateway. */
  foreign: string[]
  /** Console errors (blocked by the content security policy, for one), warnings and exceptions. */
  problems: string[]
  close: () => Promise<void>
}

/** Opens the page in a fresh browser profile and waits until its editors and its schema are there. */
export async function openPage(browser: Browser, url: string, width = 1280): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: 'light' })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const { origin } = new URL(url)
  const foreign: string[] = []
  const problems: string[] = []
  const note = (address: string) => {
    if (!address.startsWith(`${origin}/`) && !address.startsWith('data:')) foreign.push(address)
  }
  context.on('request', (request) => note(request.url()))
  page.on('worker', (worker) => note(worker.url()))
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    const refused = message.text().startsWith('Failed to load resource') && message.location().url === url
    if (['error', 'warning'].includes(message.type()) && !refused) problems.push(message.text())
  })
  // GraphiQL introspects as soon as its editors stand.
  const introspected = page.waitForResponse((response) => response.request().postData()?.includes('__schema') ?? false)
  await page.goto(url)
  await introspected
  await page.locator('.graphiql-query-editor .view-line').first().waitFor()
  return { page, foreign, problems, close: () => context.close() }
}

/** Fills in the sign-in form and submits it. */
export async function submitLogin(page: Page, login: { username: string; password: string }): Promise<void> {
  await page.getByLabel('Username').fill(login.username)
  await page.getByLabel('Password').fill(login.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** Runs the operation of the open tab. */
export async function runOperation(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Execute query' }).click()
}

/** The whole text of the response pane; the page itself holds only the lines in view. */
export async function readResponse(page: Page): Promise<string> {
  const text = await page.evaluate(
    `__MONACO.editor.getModels().find((model) => model.uri.path.endsWith('response.json')).getValue()`,
  )
  return String(text)
}
