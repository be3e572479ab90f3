const SITE = process.env.PLENARY_TEST_URL!

/** An answer of the site, its page read. */
export type Answer = { status: number; location: string | null; headers: Headers; html: string; main: string }

/** Asks the site as a browser without scripts does; redirects are not followed. */
export async function ask(address: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(new URL(address, SITE), { redirect: 'manual', ...init })
  const html = await response.text()
  const location = response.headers.get('location')
  return {
    status: response.status,
    location: location && new URL(location, SITE).pathname,
    headers: response.headers,
    html,
    main: textOf(/<main[^>]*>(.*)<\/main>/s.exec(html)?.[1] ?? html),
  }
}

/** A form of a page, as a browser without scripts would post it. */
export class PlainForm {
  private constructor(
    readonly address: string,
    readonly fields: [string, string][],
  ) {}

  /** Opens the page and takes the form with this id, its hidden fields included. */
  static async open(address: string, id: string, init: RequestInit = {}): Promise<PlainForm> {
    const { html, status } = await ask(address, init)
    const form = new RegExp(`<form[^>]*\\sid="${id}"[^>]*>(.*?)</form>`, 's').exec(html)?.[1]
    if (form === undefined) throw new Error(`no form "${id}" on ${address}: ${status}`)
    const inputs = [...form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]) => tag)
    const attribute = (tag: string, name: string) => decoded(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
    return new PlainForm(
      address,
      inputs.map((tag) => [attribute(tag, 'name'), attribute(tag, 'value')]),
    )
  }

  /** Posts the form; `change` sees every hidden field first. */
  post(
    answers: Record<string, string> = {},
    change: (name: string, value: string) => string = (_name, value) => value,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const body = new FormData()
    for (const [name, value] of this.fields) body.append(name, change(name, value))
    for (const [name, value] of Object.entries(answers)) body.append(name, value)
    return ask(this.address, { method: 'POST', body, headers: { origin: SITE, ...headers } })
  }
}

function textOf(html: string): string {
  return decoded(html.replace(/<!--.*?-->|<script.*?<\/script>/gs, '').replace(/<[^>]+>/g, ' ')).replace(/[ \n]+/g, ' ')
}

function decoded(text: string): string {
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
