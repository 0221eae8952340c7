/** A text of ours; what stands between backticks is code. */
export function Words({ text }: { readonly text: string }) {
  return (
    <>{text.split('`').map((piece, index) => (index % 2 === 0 ? piece : <code key={index}>{piece}</code>))}</>
  );
}
