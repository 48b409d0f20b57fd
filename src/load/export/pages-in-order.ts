/**
 * Pages in their order, with a bounded number of them being fetched ahead of the one that is wanted. Reading ahead begins
 * with the first full page, so that a short list costs one request. `fetchPage` counts from 1 and gives a page of another `size` than `pageSize` at the end.
 */
export async function* pagesInOrder<Page>(
  fetchPage: (page: number) => Promise<Page>,
  { pageSize, ahead, size }: { pageSize: number; ahead: number; size: (page: Page) => number },
): AsyncGenerator<Page, void, undefined> {
  const underway: Promise<Page>[] = []
  let next = 1
  const begin = (): void => {
    const page = fetchPage(next)
    // A page that is given up has nobody to tell of its failure.
    page.catch(() => {})
    underway.push(page)
    next += 1
  }
  begin()
  for (let page = underway.shift(); page; page = underway.shift()) {
    const fetched = await page
    // Fewer rows end the list; more are all that a server without stable pages has.
    const isLast = size(fetched) !== pageSize
    while (!isLast && underway.length < ahead) begin()
    yield fetched
    if (isLast) return
  }
}
