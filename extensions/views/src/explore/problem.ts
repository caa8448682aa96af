/** Something the user asked for that cannot be done as asked; its message says what can. */
export class InputProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = "InputProblem";
  }
}
