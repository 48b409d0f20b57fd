import { useEffect, useRef } from 'react'
import type { LoginHint } from './page-content.ts'
import type { Session } from './sign-in.ts'
import { SignInForm } from './sign-in-form.tsx'
import { useSignIn } from './use-sign-in.ts'

type Props = {
  title: string
  hint: LoginHint | undefined
  session: Session | undefined
  notice: string
  onSession: (session: Session | undefined) => void
}

/** The head of the page: what this is, who is signed in, and the form to become somebody. */
export function SignInBar({ title, hint, session, notice, onSession }: Props) {
  const { pending, message, submit } = useSignIn(onSession)
  const problem = message || notice
  return (
    <header className="bar" data-signed-in={session !== undefined}>
      <h1 className="bar-title">
        <Mark />
        {title}
      </h1>
      {session ? null : <SignInForm pending={pending} invalid={message !== ''} onSubmit={submit} />}
      <Status session={session} problem={problem} />
      {session ? (
        <button type="button" className="bar-button bar-button-quiet" onClick={() => onSession(undefined)}>
          Sign out
        </button>
      ) : null}
      {hint && !session ? <SandboxHint hint={hint} pending={pending} onUse={submit} /> : null}
    </header>
  )
}

/** One live region for both outcomes: it is never unmounted, so screen readers announce each change of it. */
function Status({ session, problem }: { session: Session | undefined; problem: string }) {
  const status = useRef<HTMLParagraphElement>(null)
  const username = session?.username
  useEffect(() => {
    // The form that had the focus is gone; without this the keyboard would start again at the top of the page.
    if (username) status.current?.focus()
  }, [username])
  return (
    <p className="bar-status" id="sign-in-status" aria-live="polite" tabIndex={-1} ref={status}>
      {session ? (
        <>
          Signed in as <strong>{session.displayName}</strong> ({session.username})
        </>
      ) : (
        problem
      )}
    </p>
  )
}

function SandboxHint(props: { hint: LoginHint; pending: boolean; onUse: ReturnType<typeof useSignIn>['submit'] }) {
  const { hint, pending, onUse } = props
  return (
    <div className="bar-hint">
      <span>
        <strong>Sandbox.</strong> Everybody in it is made up. Its login: <code>{hint.username}</code>{' '}
        <code>{hint.password}</code>
      </span>
      <button
        type="button"
        className="bar-button bar-button-quiet"
        disabled={pending}
        onClick={() => onUse({ kind: 'password', ...hint })}
      >
        Use the sandbox’s login
      </button>
    </div>
  )
}

function Mark() {
  return (
    <svg className="bar-mark" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M12 6v6m0 0-6 5.5M12 12l6 5.5" />
      <circle cx="12" cy="4.5" r="2.7" />
      <circle cx="5" cy="18.5" r="2.7" />
      <circle cx="19" cy="18.5" r="2.7" />
    </svg>
  )
}
