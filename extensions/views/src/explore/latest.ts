/** Asking at most one question at a time, and next only the newest of those that came up. */

export interface LatestOptions<Question, Answer> {
  readonly ask: (question: Question) => Promise<Answer>;
  readonly answered: (answer: Answer, question: Question) => void;
  readonly failed: (error: unknown, question: Question) => void;
}

export class Latest<Question, Answer> {
  private running = false;
  private pending: { readonly question: Question } | null = null;
  private stopped = false;

  constructor(private readonly options: LatestOptions<Question, Answer>) {}

  get busy(): boolean {
    return this.running;
  }

  /** Ask now, or when the question under way is answered; an older one that waits is dropped. */
  put(question: Question): void {
    if (this.stopped) return;
    if (this.running) this.pending = { question };
    else void this.run(question);
  }

  /** Forget what waits; the answer under way still comes. */
  drop(): void {
    this.pending = null;
  }

  stop(): void {
    this.stopped = true;
    this.pending = null;
  }

  private async run(question: Question): Promise<void> {
    this.running = true;
    let tell: () => void;
    try {
      const answer = await this.options.ask(question);
      tell = () => this.options.answered(answer, question);
    } catch (error) {
      tell = () => this.options.failed(error, question);
    }
    this.running = false;
    const next = this.pending;
    this.pending = null;
    if (this.stopped) return;
    if (next) void this.run(next.question);
    tell();
  }
}
