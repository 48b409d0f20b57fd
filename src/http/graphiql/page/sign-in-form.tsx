import { type FormEvent, type InputHTMLAttributes, useRef, useState } from 'react'
import type { Login } from './use-sign-in.ts'

type Props = { pending: boolean; invalid: boolean; onSubmit: (login: Login) => Promise<boolean> }

/** Username and password, or a personal access token instead. */
export function SignInForm({ pending, invalid, onSubmit }: Props) {
  const [kind, setKind] = useState<Login['kind']>('password')
  const secret = useRef<HTMLInputElement>(null)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const accepted = await onSubmit(readLogin(kind, new FormData(event.currentTarget)))
    if (!accepted) secret.current?.select()
  }

  const described = { 'aria-describedby': 'sign-in-status', 'aria-invalid': invalid }
  return (
    <form className="bar-form" aria-label="Sign in" onSubmit={submit}>
      {kind === 'password' ? (
        <>
          <Field label="Username" name="username" autoComplete="username" {...described} />
          <Field label="Password" name="password" type="password" ref={secret} {...described} />
        </>
      ) : (
        <Field label="Personal access token" name="token" type="password" ref={secret} wide {...described} />
      )}
      <button type="submit" className="bar-button" disabled={pending}>
        {pending ? 'Signing in…' : 'Sign in'}
      </button>
      <button type="button" className="bar-link" onClick={() => setKind(kind === 'password' ? 'token' : 'password')}>
        {kind === 'password' ? 'Use a token' : 'Use a password'}
      </button>
    </form>
  )
}

function readLogin(kind: Login['kind'], form: FormData): Login {
  const text = (name: string) => String(form.get(name) ?? '')
  if (kind === 'token') return { kind, token: text('token') }
  return { kind, username: text('username').trim(), password: text('password') }
}

type FieldProps = InputHTMLAttributes<HTMLInputElement> & {
  label: string
  wide?: boolean
  ref?: React.Ref<HTMLInputElement>
}

function Field({ label, wide = false, ...input }: FieldProps) {
  return (
    <label className="bar-field" data-wide={wide}>
      <span>{label}</span>
      <input required spellCheck={false} autoCapitalize="none" autoComplete="current-password" {...input} />
    </label>
  )
}
