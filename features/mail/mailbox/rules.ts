/** A mail's HTML part as a page in a frame: its links open in a new tab, because the sites they lead to refuse frames. */
export function framed(html: string): string {
  const base = '<base target="_blank">'
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => `${head}${base}`) : `${base}${html}`
}

/** What a mail in a frame may do: show itself and open links. No scripts, no forms, nothing from elsewhere. */
export const FRAME_SANDBOX = 'allow-popups allow-popups-to-escape-sandbox'

export const FRAME_POLICY = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox ${FRAME_SANDBOX}`

/** True of a mail about a registration that has been through the queue: such a one can be sent again as it was. Bulletins end for who ended them. */
export function canSendAgain(mail: { state: string; person: object | null; isBulletin: boolean }): boolean {
  return mail.person !== null && mail.state !== 'queued' && !mail.isBulletin
}
