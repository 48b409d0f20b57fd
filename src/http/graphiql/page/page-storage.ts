const PREFIX = 'graphiql:'
const THEME_KEY = `${PREFIX}theme`

/**
 * Where GraphiQL keeps its tabs and history: sessionStorage, because queries and variables about people should not outlive
 * the browser tab on a shared computer. Only the theme is kept for longer. In memory where the browser forbids storage.
 */
export function createPageStorage(): Storage {
  try {
    return splitStorage(window.sessionStorage, window.localStorage)
  } catch {
    const memory = memoryStorage()
    return splitStorage(memory, memory)
  }
}

/** Clearing and counting touch GraphiQL's own keys only: other pages of the same origin have theirs in there too. */
function splitStorage(session: Storage, local: Storage): Storage {
  const placeOf = (key: string) => (key === THEME_KEY ? local : session)
  const keys = () =>
    Array.from({ length: session.length }, (_, index) => session.key(index) ?? '').filter((key) =>
      key.startsWith(PREFIX),
    )
  return {
    getItem: (key) => placeOf(key).getItem(key),
    setItem: (key, value) => placeOf(key).setItem(key, value),
    removeItem: (key) => placeOf(key).removeItem(key),
    key: (index) => keys()[index] ?? null,
    get length() {
      return keys().length
    },
    clear: () => {
      for (const key of keys()) session.removeItem(key)
    },
  }
}

function memoryStorage(): Storage {
  const kept = new Map<string, string>()
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    key: (index) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size
    },
    clear: () => kept.clear(),
  }
}
