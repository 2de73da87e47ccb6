/** Lets a stream's listeners run, so many turns of the event loop; no time passes by a clock. */
export async function nothing(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve))
}
