// The models of the SDK packages carry an index signature, so that a misspelt field compiles and is sent nowhere. These types
// take the signature and the methods off: a typo or a wrong type is a compile error.

type Known<T> = {
  [K in keyof T as string extends K ? never : number extends K ? never : NonNullable<T[K]> extends (...args: never[]) => unknown ? never : K]: T[K]
}

/** The fields of a request or response model, all of them optional, nested ones as well. */
export type Fields<T> = T extends readonly (infer Item)[]
  ? Fields<Item>[]
  : T extends object
    ? { [K in keyof Known<T>]?: Fields<Exclude<Known<T>[K], undefined>> | undefined }
    : T
