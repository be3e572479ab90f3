import { eq, sql } from 'drizzle-orm'
import { Resend } from 'resend'
import { db } from '@/db'
import { mailReports, mails, unsubscribed } from '@/db/schema/mail'
import { recordAudit } from '@/features/audit/commands'
import { env } from '@/lib/env'
import { progressOf, type Report, resendReport } from './rules'

/**
 * Takes in what Resend reports of a mail, once however often it comes. Reports in disorder, of mails that are not ours
 * and of kinds that we do not know change nothing.
 * @param body as it came, byte for byte: the signature is over it
 * @returns `off` where no secret is set, `forged` where the signature is wrong or more than five minutes old
 */
export async function takeResendReport(
  body: string,
  headers: Pick<Headers, 'get'>,
): Promise<'off' | 'forged' | 'taken'> {
  const webhookSecret = env().RESEND_WEBHOOK_SECRET
  if (!webhookSecret) return 'off'
  const id = headers.get('svix-id') ?? ''
  let said: unknown
  try {
    // The key is for calls to Resend, and none is made.
    said = new Resend('none').webhooks.verify({
      payload: body,
      headers: {
        id,
        timestamp: headers.get('svix-timestamp') ?? '',
        signature: headers.get('svix-signature') ?? '',
      },
      webhookSecret,
    })
  } catch (error) {
    // Signed and no JSON: it would be no better the next time.
    return error instanceof SyntaxError ? 'taken' : 'forged'
  }
  const report = resendReport(said)
  if (report) await takeReport(id, report)
  return 'taken'
}

async function takeReport(id: string, report: Report): Promise<void> {
  await db().transaction(async (tx) => {
    const found = (where: ReturnType<typeof eq>) => tx.select().from(mails).where(where).for('update')
    // Our own id first: it may come before we have heard theirs.
    const [mail] = [
      ...(report.mailId ? await found(eq(mails.id, report.mailId)) : []),
      ...(report.providerId ? await found(eq(mails.providerId, report.providerId)) : []),
    ]
    if (!mail) return
    const [isNew] = await tx
      .insert(mailReports)
      .values({ id, mailId: mail.id })
      .onConflictDoNothing()
      .returning({ id: mailReports.id })
    if (!isNew || progressOf(report) <= progressOf(mail)) return
    await tx
      .update(mails)
      .set({
        state: report.state,
        error: report.error,
        answer: report.answer,
        providerId: sql`coalesce(${mails.providerId}, ${report.providerId})`,
        sentAt: sql`coalesce(${mails.sentAt}, now())`,
        settledAt: sql`now()`,
        sealedLink: null,
      })
      .where(eq(mails.id, mail.id))
    if (report.state !== 'complained' || !mail.isBulletin || !mail.eventId) return
    const [ended] = await tx
      .insert(unsubscribed)
      .values({ eventId: mail.eventId, email: mail.to.toLowerCase() })
      .onConflictDoNothing()
      .returning({ eventId: unsubscribed.eventId })
    if (ended)
      await recordAudit(tx, {
        eventId: mail.eventId,
        actor: { kind: 'system' },
        subject: 'mail',
        subjectId: mail.id,
        action: 'mail.unsubscribed',
      })
  })
}
