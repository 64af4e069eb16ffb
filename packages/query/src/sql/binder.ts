/** ClickHouse types a caller's value may be bound as. */
export type ParamType = 'String' | 'UInt32' | 'Array(String)' | 'Array(UInt32)'

export interface Binder {
  /** Takes a value and gives its place in the text, e.g. `{p3:String}`. The only way a value gets into a statement. */
  bind(value: string | number | readonly (string | number)[], type: ParamType): string
  readonly params: Readonly<Record<string, unknown>>
}

export function createBinder(): Binder {
  const params: Record<string, unknown> = {}
  let count = 0
  return {
    params,
    bind(value, type) {
      const name = `p${count++}`
      params[name] = value
      return `{${name}:${type}}`
    },
  }
}
