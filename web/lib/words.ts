/** Words that a person typed with commas between, in any script. */
export const wordsOf = (text: string): string[] =>
  text
    .split(/[,،;\n]/)
    .map(word => word.trim())
    .filter(Boolean)
