import { DiscoError } from '@disco-engine/kernel';
import { toErrorData } from '../errors/error-data.js';
import type { Worker } from '../worker/worker.js';
import type { Channel } from './channel.js';
import { REQUEST, REQUEST_ID } from '../messages/command-schema.js';
import type { Answer, Request } from '../messages/message.js';
import { parse } from '../messages/parse.js';

/**
 * Lets a channel control a worker: executes requests, and sends replies, transitions and progress. A message that is
 * not a request is answered with `COMMAND_INVALID` if it has an id to reply to.
 *
 * @param ended called when the worker has exited, by command or because the other end of the channel is gone
 */
export function serveWorker(worker: Worker, channel: Channel, ended: () => void): void {
  const post = (answer: Answer): void => channel.post(answer);
  worker.transitions.subscribe((transition) => post({ notice: 'transition', ...transition }));
  worker.progress.subscribe((figures) => post({ notice: 'progress', figures }));
  const execute = async ({ id, command }: Request): Promise<void> => {
    try {
      post({ reply: id, value: await worker.execute(command) });
    } catch (error) {
      post({ reply: id, error: toErrorData(error) });
    }
    if (command.command === 'exit') ended();
  };
  const take = (message: unknown): void => {
    const request = parse(REQUEST, message);
    if ('value' in request) return void execute(request.value);
    const id = parse(REQUEST_ID, message);
    const error = new DiscoError('COMMAND_INVALID', `not a command for a worker: ${request.problem}`);
    if ('value' in id) post({ reply: id.value.id, error: toErrorData(error) });
  };
  channel.listen({
    message: take,
    closed: () => void worker.execute({ command: 'exit' }).finally(ended),
  });
}
