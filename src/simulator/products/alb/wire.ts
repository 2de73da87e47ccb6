/** What the SDK's models add to their fields. */
type Machinery = 'toMap' | 'validate' | 'copyWithoutStream'

type Plain<K> = string extends K ? never : number extends K ? never : K extends Machinery ? never : K

/**
 * An answer as an official response model describes it: its members spelled as on the wire, none of them certain, and the model's
 * index signature gone, so that a member that it lacks is a type error.
 */
export type Wire<T> =
  T extends readonly (infer I)[] ? Wire<I>[]
  : T extends object ? { [K in keyof T as Plain<K> extends string ? Capitalize<Plain<K>> : never]?: Wire<NonNullable<T[K]>> }
  : T
