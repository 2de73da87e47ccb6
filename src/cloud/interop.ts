/**
 * The default export of an SDK package. They are CommonJS with a default member; Node gives the module object, some bundlers and
 * test runners the member itself.
 */
export function defaultOf<T>(module: T | { default: T }): T {
  return (module as { default?: T }).default ?? (module as T)
}
