import type { Texts } from '@/lib/texts'
import type { CampaignState } from './rules'

const TONES: Record<CampaignState, string> = {
  draft: 'tag-muted',
  scheduled: 'tag-warning',
  sending: 'tag-warning',
  sent: 'tag-success',
  stopped: 'tag-danger',
}

/** How far a letter to many has come. */
export function CampaignStateTag({
  t,
  campaign,
}: {
  t: Texts
  campaign: { state: CampaignState; approvedAt: Date | null }
}) {
  const waits = campaign.state === 'scheduled' && campaign.approvedAt === null
  return (
    <span className={`tag ${TONES[campaign.state]}`}>
      {t(waits ? 'campaigns.awaits' : `campaigns.states.${campaign.state}`)}
    </span>
  )
}
