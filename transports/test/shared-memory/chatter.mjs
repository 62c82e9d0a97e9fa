// A thread of `threads.test.ts`. Threads of Node 20 cannot load TypeScript, so this one uses the output of `tsc -b`, as
// users do.
import { parentPort, workerData } from 'node:worker_threads';
import { ExchangeMessage } from '@disco-engine/kernel';
import { SharedMemoryTransport } from '@disco-engine/transports';

const { area, worker, task, count } = workerData;
const other = 1 - worker;
const tasks = { chat, echo, ask, listen };

/** Sends messages of random sizes and checks those of the other side, which follow the same rule. */
async function chat() {
  const [own, theirs] = [new Xorshift(worker + 1), new Xorshift(other + 1)];
  const sent = new ExchangeMessage(2);
  let [received, wrong] = [0, 0];
  const endpoint = await open((message) => {
    if (!matches(message, ++received, theirs)) wrong++;
  });
  for (let sequence = 1; sequence <= count; sequence++) {
    fill(sent, sequence, own);
    endpoint.send(other, sent);
    // Now and then it does something else, so that rings fill and overflow.
    if (own.below(50) > 0) continue;
    endpoint.poll(own.below(2));
  }
  while (received < count) endpoint.poll(100);
  await endpoint.close();
  tell({ received, wrong });
}

/** Answers each message until the other side closes. */
async function echo() {
  let answered = 0;
  const endpoint = await open((message) => {
    endpoint.send(other, message);
    answered++;
  });
  while (answered < count) endpoint.poll(100);
  await endpoint.close();
  tell({ answered });
}

async function ask() {
  let heard = 0;
  const endpoint = await open(() => heard++);
  const sent = new ExchangeMessage(2);
  for (let sequence = 1; sequence <= count; sequence++) {
    sent.sequence = sequence;
    endpoint.send(other, sent);
    while (heard < sequence) endpoint.poll(100);
  }
  await endpoint.close();
  tell({ heard });
}

/** Reports when it is about to sleep, and then what woke it: a message, or nothing. */
async function listen() {
  const endpoint = await open((message) => tell({ sequence: message.sequence }));
  for (let time = 0; time < count; time++) {
    tell('asleep');
    const delivered = endpoint.poll(60_000);
    tell({ delivered });
  }
  await endpoint.close();
}

function open(message) {
  const receiver = {
    message: (_, arrived) => message(arrived),
    failed: (error) => {
      throw error;
    },
  };
  return new SharedMemoryTransport(area).open({ worker, workers: 2, identity: [] }, receiver);
}

function fill(message, sequence, random) {
  message.sequence = sequence;
  message.count = sizeOf(sequence, random);
  if (message.words.length < message.count * 5) message.words = new Int32Array(message.count * 5);
  const first = random.below(2 ** 31);
  for (let index = 0; index < message.count * 5; index++) message.words[index] = first + index;
}

function matches(message, sequence, random) {
  if (message.sequence !== sequence || message.count !== sizeOf(sequence, random)) return false;
  const first = random.below(2 ** 31);
  for (let index = 0; index < message.count * 5; index++)
    if (message.words[index] !== ((first + index) | 0)) return false;
  // The writer draws these for its pauses.
  if (random.below(50) === 0) random.below(2);
  return true;
}

/** Mostly small; one in 5,000 is larger than a ring of 64 KiB. */
function sizeOf(sequence, random) {
  return sequence % 5000 === 0 ? 5000 + random.below(5000) : random.below(24);
}

/** Marsaglia's generator of 32 bits. */
class Xorshift {
  constructor(state) {
    this.state = state * 2_654_435_769;
  }

  below(limit) {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % limit;
  }
}

function tell(value) {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- this is no window
  parentPort.postMessage(value);
}

await tasks[task]();
