// Functions of one thread, called from the other over a port: in the order they are called, each answered by its number.

/** What a thread answers to, each with one input. */
export type Functions = Readonly<Record<string, (input: never) => unknown>>;
type Input<Of extends Functions, Name extends keyof Of> = Parameters<Of[Name]>[0];
type Answer<Of extends Functions, Name extends keyof Of> = Awaited<ReturnType<Of[Name]>>;

/** A Worker, or the worker's own side. */
export type Port = {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: "message", listener: (event: MessageEvent<Told>) => void): void;
};

type Told =
  | { readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly answerTo: number; readonly ok: boolean; readonly value: unknown };

export class ThreadCalls<Theirs extends Functions> {
  readonly #port: Port;
  readonly #ours: ReadonlyMap<string, (input: never) => unknown>;
  readonly #asked = new Map<number, PromiseWithResolvers<unknown>>();
  #lastId = 0;

  constructor(port: Port, ours: Functions) {
    this.#port = port;
    this.#ours = new Map(Object.entries(ours));
    port.addEventListener("message", ({ data }) => this.#take(data));
  }

  /** Rejects where the function over there throws. */
  call<Name extends keyof Theirs & string>(
    name: Name,
    input: Input<Theirs, Name>,
    transfer: Transferable[] = [],
  ): Promise<Answer<Theirs, Name>> {
    this.#lastId += 1;
    const asked = Promise.withResolvers<unknown>();
    this.#asked.set(this.#lastId, asked);
    this.#port.postMessage({ id: this.#lastId, name, input }, transfer);
    // The other thread answers a call with what its function of this name gave.
    return asked.promise as Promise<Answer<Theirs, Name>>;
  }

  #take(told: Told): void {
    if ("name" in told) {
      void this.#run(told.id, told.name, told.input);
      return;
    }
    const asked = this.#asked.get(told.answerTo);
    this.#asked.delete(told.answerTo);
    if (told.ok) asked?.resolve(told.value);
    else asked?.reject(new Error(String(told.value)));
  }

  async #run(id: number, name: string, input: unknown): Promise<void> {
    try {
      // Both threads are built of the same types: what comes under a name is what its function takes.
      const value = await this.#ours.get(name)?.(input as never);
      this.#port.postMessage({ answerTo: id, ok: true, value }, []);
    } catch (error) {
      this.#port.postMessage({ answerTo: id, ok: false, value: String(error) }, []);
    }
  }
}
