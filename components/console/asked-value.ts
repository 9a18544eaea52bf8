// A value of another thread's as the page shows it: what was asked for lies over what was told, until it is answered.

export class AskedValue<Value> {
  #told: Value;
  #asked: readonly ((told: Value) => Value)[] = [];
  readonly #onChange: (value: Value) => void;

  /** `onChange` is told the value whenever it may be another. */
  constructor(told: Value, onChange: (value: Value) => void) {
    this.#told = told;
    this.#onChange = onChange;
  }

  /** With what is asked for; the told value itself where nothing is. */
  get value(): Value {
    return this.#asked.reduce((value, change) => change(value), this.#told);
  }

  take(told: Value): void {
    this.#told = told;
  }

  /** Shows the change at once, and from the answer on what the other thread made of it: answers come in the order of asking. */
  async ask(change: (told: Value) => Value, answer: Promise<Value>): Promise<void> {
    this.#asked = [...this.#asked, change];
    this.#onChange(this.value);
    try {
      this.take(await answer);
    } finally {
      this.#asked = this.#asked.filter((it) => it !== change);
      this.#onChange(this.value);
    }
  }
}
