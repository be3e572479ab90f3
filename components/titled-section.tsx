import type { ReactNode } from 'react'

type Props = {
  /** Of the title, so that links reach it. */
  id: string
  title: string
  children: ReactNode
  className?: string
  /** More room below the title. */
  isRoomy?: boolean
}

/** A part of a page under a title with a gold rule, by which screen readers name it too. */
export function TitledSection({ id, title, children, className, isRoomy }: Props) {
  return (
    <section aria-labelledby={id} className={className}>
      <h2 id={id} className={`${isRoomy ? 'mb-3' : 'mb-2'} border-b border-gold pb-1`}>
        {title}
      </h2>
      {children}
    </section>
  )
}
