export const targets = ['trace', 'har', 'mermaid', 'csv', 'markdown'] as const;
export type Target = (typeof targets)[number];
