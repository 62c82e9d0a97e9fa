import { EventBatch, Model, Node, NodeContext, OnEvent, ScenarioBuilder, simproc } from '@disco-engine/sdk';

const ball = simproc<number>('ball', { minimumDelay: 1 });

/** Returns the ball, and serves one at the start, when there is none to return. */
@Node('player')
class Player {
  constructor(private readonly context: NodeContext) {}

  @OnEvent(ball)
  hit(balls: EventBatch<number>): void {
    const opponent = this.context.successors(ball);
    if (balls.size === 0) opponent.send(0, 1);
    for (const { payload } of balls) opponent.send(0, payload + 1);
  }
}

@Model({ name: 'ping-pong', simprocs: [ball], nodes: [Player] })
export class PingPong {}

export const table = new ScenarioBuilder('table')
  .vertex('player', 'left')
  .vertex('player', 'right')
  .edge('ball', 'left', 'right')
  .edge('ball', 'right', 'left')
  .build();
