import { escapeHtml } from '../rules'

/** A mail's HTML part as a page in a frame: its links open in a new tab, because the sites they lead to refuse frames. */
export function framed(html: string): string {
  const base = '<base target="_blank">'
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => `${head}${base}`) : `${base}${html}`
}

/** The same below its subject, which mail programs show above it. */
export function underSubject(html: string, subject: string): string {
  const line = `<div style="padding:14px 20px;font:600 16px/24px sans-serif;color:#17212B;background:#FFFFFF;border-bottom:1px solid #E6E0D2">${escapeHtml(subject)}</div>`
  return html.replace(/<body[^>]*>/i, (body) => `${body}${line}`)
}

/** What a mail in a frame may do: show itself and open links. No scripts, no forms, nothing from elsewhere. */
export const FRAME_SANDBOX = 'allow-popups allow-popups-to-escape-sandbox'

export const FRAME_POLICY = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox ${FRAME_SANDBOX}`

/** True of a mail about a registration that has been through the queue: such a one can be sent again as it was. */
export function canSendAgain(mail: { state: string; person: object | null }): boolean {
  return mail.person !== null && mail.state !== 'queued'
}
