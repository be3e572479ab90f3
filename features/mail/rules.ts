/** Stands in a stored mail where its private link goes. */
export const LINK = '{{link}}'

/** Mails to organisers: their links sign people in, so they are nobody else's to read. */
export const ACCOUNT_MAILS: readonly string[] = ['sign_in', 'team_invitation']

/** Puts `url` in place of the link, escaped in the HTML part. */
export function withLink(mail: { html: string; text: string }, url: string): { html: string; text: string } {
  return { html: mail.html.split(LINK).join(escapeHtml(url)), text: mail.text.split(LINK).join(url) }
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
