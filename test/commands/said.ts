/** Takes what a command says. */
export class Said {
  text = '';

  write(text: string): void {
    this.text += text;
  }
}
