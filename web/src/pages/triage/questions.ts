/** Questions that may be answered in another order than they were asked in: which answers still count. Pure. */
export class Questions {
  #asked = 0;
  #answered = 0;
  #sorted = 0;

  /** The number of a new question; `sorted` where the order of now was asked for with it. */
  ask(sorted: boolean): number {
    this.#asked += 1;
    if (sorted) this.#sorted = this.#asked;
    return this.#asked;
  }

  /** What to do with an answer: nothing where that of a later question came first, else show it, sorted where it was due. */
  answer(number: number): 'nothing' | 'show' | 'sort' {
    if (number < this.#answered) return 'nothing';
    const due = this.#sorted > this.#answered && this.#sorted <= number;
    this.#answered = number;
    return due ? 'sort' : 'show';
  }
}
