import { z } from 'zod'

const optional = z.string().trim().min(1).optional()

const schema = z
  .object({
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\/\S+$/, 'Set DATABASE_URL to postgres://user:password@host:5432/database.'),
    PLENARY_SECRET_KEY: z
      .string()
      .regex(/^[0-9a-f]{64}$/i, 'Set PLENARY_SECRET_KEY to 64 hexadecimal characters (openssl rand -hex 32).'),
    PUBLIC_URL: z
      .string()
      .regex(
        /^https?:\/\/[^/\s]+$/,
        'Set PUBLIC_URL to the address people use, like https://conference.example.org (no path, no slash at the end).',
      ),
    RESEND_API_KEY: optional,
    RESEND_BASE_URL: z.url('Set RESEND_BASE_URL to an address, or leave it out.').optional(),
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\/\S+$/, 'Set SMTP_URL to smtps://user:password@mail.example.org:465 or smtp://…:587.')
      .optional(),
    MAIL_FROM: z
      .string()
      .regex(/^[^<>\r\n]*<[^<>\s@]+@[^<>\s@]+>$|^[^<>\s@]+@[^<>\s@]+$/, 'Set MAIL_FROM to Name <address@example.org>.')
      .default('Plenary <plenary@localhost.localdomain>'),
    MAIL_PER_SECOND: z
      .string()
      .regex(
        /^(?!0+(\.0+)?$)\d{1,3}(\.\d{1,2})?$/,
        'Set MAIL_PER_SECOND to how many mails may leave a second: 0.01 to 999.',
      )
      .transform(Number)
      .optional(),
    RESEND_WEBHOOK_SECRET: z
      .string()
      .regex(
        /^whsec_[A-Za-z0-9+/]{16,}={0,2}$/,
        'Set RESEND_WEBHOOK_SECRET to the signing secret of the webhook: whsec_….',
      )
      .optional(),
    PLENARY_WORKER: z.enum(['on', 'off'], 'Set PLENARY_WORKER to on or off.').default('on'),
    PLENARY_PROXIES: z
      .string()
      .regex(/^\d$/, 'Set PLENARY_PROXIES to how many proxies of yours stand before Plenary: 0 to 9.')
      .transform(Number)
      .optional(),
  })
  .refine((env) => !(env.RESEND_API_KEY && env.SMTP_URL), 'Set RESEND_API_KEY or SMTP_URL, not both.')
  .refine(
    (env) => !(env.RESEND_API_KEY || env.SMTP_URL) || !env.MAIL_FROM.includes('localdomain'),
    'Set MAIL_FROM to the address that e-mails come from.',
  )
  // Plenary speaks no TLS itself: where people use https, one stands before it.
  .transform((env) => ({
    ...env,
    PLENARY_PROXIES: env.PLENARY_PROXIES ?? Number(env.PUBLIC_URL.startsWith('https:')),
  }))

export type Env = z.infer<typeof schema>

/**
 * Reads and checks the environment.
 * @throws Error whose message says, line by line, what to set.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const result = schema.safeParse(given)
  if (result.success) return result.data
  const lines = result.error.issues.map((issue) => {
    const name = issue.path.join('.')
    return given[name] === undefined && name ? `Set ${name}: it is missing.` : issue.message
  })
  throw new Error(`Plenary cannot start:\n${lines.map((line) => `  - ${line}`).join('\n')}`)
}

let cached: Env | undefined

/** The checked environment of this process. */
export function env(): Env {
  cached ??= parseEnv(process.env)
  return cached
}
