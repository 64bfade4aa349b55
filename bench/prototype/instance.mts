import { randomUUID } from 'node:crypto';

export class PrototypeInstance {
  readonly id = randomUUID().replaceAll('-', '');
  readonly name: string;
  readonly input: string;
  readonly history: object[] = [];
  readonly ended = Promise.withResolvers<unknown>();
  inbox: object[] = [];
  actions = 0;
  tasks = 0;
  isDone = false;

  constructor(name: string, input: unknown) {
    this.name = name;
    this.input = JSON.stringify(input);
  }
}
