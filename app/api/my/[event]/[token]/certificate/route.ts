import { noFile } from '@/features/files/rules'
import { ownCertificate } from '@/features/registrations/certificate/queries'

/** A person's certificate of participation, for who holds the private link. */
export async function GET(_request: Request, { params }: RouteContext<'/api/my/[event]/[token]/certificate'>) {
  const { event, token } = await params
  const file = await ownCertificate(event, token, new Date())
  if (file === 'busy') return new Response(null, { status: 429, headers: { 'retry-after': '3600' } })
  if (!file) return noFile()
  return new Response(Buffer.from(file), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${event}-certificate.pdf"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}
