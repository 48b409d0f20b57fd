import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react'
import { useEffect, useRef } from 'react'

/** Empties the response pane of every tab when the person who asked is no longer signed in; renders nothing. */
export function ForgetAnswers({ username }: { username: string | undefined }) {
  const { responseEditor, tabs } = useGraphiQL(pick('responseEditor', 'tabs'))
  const { stop } = useGraphiQLActions()
  const owner = useRef(username)
  useEffect(() => {
    const previous = owner.current
    owner.current = username
    if (previous === undefined || previous === username) return
    stop()
    // GraphiQL has no action for this, and reads a tab's answer only when the tab is opened.
    for (const tab of tabs) tab.response = null
    responseEditor?.setValue('')
  }, [username, responseEditor, tabs, stop])
  return null
}
