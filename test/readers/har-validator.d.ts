declare module 'har-validator' {
  const validator: { har(archive: unknown): Promise<unknown> };
  export default validator;
}
