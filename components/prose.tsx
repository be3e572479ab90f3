import type { ReactNode } from 'react'

/**
 * An organiser's text: paragraphs between empty lines, "## " headings, "- " list items; web addresses become links. No
 * markup beyond these, so that nothing in it can do harm.
 */
export function Prose({ text, lang }: { text: string; lang?: string }) {
  const blocks = text.replace(/\r\n/g, '\n').split(/\n{2,}/)
  return (
    <div className="prose measure" lang={lang}>
      {blocks.map((block) => (
        <Block key={block} text={block.trim()} />
      ))}
    </div>
  )
}

function Block({ text }: { text: string }) {
  if (text.startsWith('## ')) return <h2>{text.slice(3)}</h2>
  const lines = text.split('\n')
  if (lines.every((line) => line.startsWith('- '))) {
    return (
      <ul>
        {lines.map((line) => (
          <li key={line}>{linked(line.slice(2))}</li>
        ))}
      </ul>
    )
  }
  return <p>{linked(text)}</p>
}

function linked(text: string): ReactNode[] {
  return text.split(/(https:\/\/[^\s<>"]+[^\s<>".,;:!?)])/).map((part, index) =>
    index % 2 === 1 ? (
      <a key={part} href={part} rel="noreferrer">
        {part.replace(/^https:\/\/(www\.)?/, '').replace(/\/$/, '')}
      </a>
    ) : (
      part
    ),
  )
}
