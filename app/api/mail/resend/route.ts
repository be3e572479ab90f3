import { takeResendReport } from '@/features/mail/reports/commands'

const STATUS = { off: 404, forged: 401, taken: 200 } as const

/** Resend tells here what became of mails. What is larger than any form is refused before, in proxy.ts. */
export async function POST(request: Request): Promise<Response> {
  return new Response(null, { status: STATUS[await takeResendReport(await request.text(), request.headers)] })
}
