/** A few sentences for who sees a page for the first time, folded. */
export function Help({ title, text }: { title: string; text: string[] }) {
  return (
    <details className="measure mb-4">
      <summary className="min-h-11 cursor-pointer py-2.5 text-link underline underline-offset-4">{title}</summary>
      <div className="space-y-2 pb-3">
        {text.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
    </details>
  )
}
