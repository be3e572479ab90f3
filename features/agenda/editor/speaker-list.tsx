'use client'
import { memo, useState } from 'react'
import type { EditorView } from './agenda-editor'

/** The event's speakers, to be dropped onto sessions; the session's own window adds them, too. */
export const SpeakerList = memo(function SpeakerList({ view: { texts, speakers: all } }: { view: EditorView }) {
  const speakers = all.filter(({ isOffered }) => isOffered)
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLocaleLowerCase()
  const found = speakers.filter(({ name, detail }) => `${name} ${detail}`.toLocaleLowerCase().includes(wanted))
  return (
    <section aria-labelledby="speakers" className="agenda-side without-phone">
      <h2 id="speakers">
        {texts.speakers} <span className="tabular-nums text-muted">{speakers.length}</span>
      </h2>
      <p className="mb-2 text-sm text-muted">{speakers.length === 0 ? texts.no_speakers : texts.speakers_hint}</p>
      {speakers.length > 8 && (
        <input
          type="search"
          className="input mb-2"
          aria-label={texts.find_speaker}
          placeholder={texts.find_speaker}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      <ul className="speaker-list">
        {found.slice(0, 100).map(({ id, name, detail }) => (
          <li key={id} data-speaker={id} data-name={name}>
            <span data-grip="" className="shelf-grip" aria-hidden="true" />
            <span>
              {name}
              {detail && <span className="block text-sm text-muted">{detail}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
})
