'use client'
import {
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'
import { useId, useState, useTransition } from 'react'
import type { FormState } from '@/lib/form-action'

type AskProps = {
  ask: () => Promise<PublicKeyCredentialRequestOptionsJSON>
  give: (response: AuthenticationResponseJSON) => Promise<FormState>
  label: string
  failed: string
}

/** Asks one of the person's passkeys. */
export function PasskeyButton({ ask, give, label, failed }: AskProps) {
  const { problem, isPending, run } = useCeremony()
  const press = () =>
    run(async () => {
      const options = await ask()
      const response = await startAuthentication({ optionsJSON: options }).catch(() => null)
      return response ? give(response) : { refusal: failed }
    })
  return (
    <>
      <Problem text={problem} />
      <button type="button" className="button button-primary" aria-disabled={isPending} onClick={press}>
        {label}
      </button>
    </>
  )
}

type AddProps = {
  begin: () => Promise<PublicKeyCredentialCreationOptionsJSON>
  add: (name: string, response: RegistrationResponseJSON) => Promise<FormState>
  name: string
  label: string
  failed: string
}

/** Makes a passkey on this device and takes it in under a name. */
export function NewPasskey({ begin, add, name, label, failed }: AddProps) {
  const [typed, setTyped] = useState('')
  const id = useId()
  const { problem, isPending, run } = useCeremony()
  const press = () =>
    run(async () => {
      const options = await begin()
      const response = await startRegistration({ optionsJSON: options }).catch(() => null)
      return response ? add(typed, response) : { refusal: failed }
    })
  return (
    <div className="form">
      <Problem text={problem} />
      <div className="field">
        <label htmlFor={id}>{name}</label>
        <input id={id} value={typed} maxLength={60} onChange={(event) => setTyped(event.target.value)} />
      </div>
      <button type="button" className="button button-quiet" aria-disabled={isPending} onClick={press}>
        {label}
      </button>
    </div>
  )
}

function Problem({ text }: { text?: string }) {
  return text ? (
    <p role="alert" className="summary">
      {text}
    </p>
  ) : null
}

function useCeremony() {
  const [problem, setProblem] = useState<string>()
  const [isPending, start] = useTransition()
  const run = (ceremony: () => Promise<FormState>) => {
    if (isPending) return
    start(async () => {
      const answer = await ceremony()
      setProblem(answer?.refusal ?? undefined)
    })
  }
  return { problem, isPending, run }
}
