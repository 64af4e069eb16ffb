/** What may be noted at a moment of a site's charts; the only place for its wording. */
export const ANNOTATIONS = {
  sessions_split: {
    text: 'Process restarted, sessions were split',
    description: "Visits that were under way count twice, and the day's visitors were counted again from then on.",
  },
} as const

export type AnnotationKind = keyof typeof ANNOTATIONS

/** Names of the kinds. */
export const ANNOTATION_KINDS = Object.keys(ANNOTATIONS) as AnnotationKind[]
