export type { Assignment } from './contract/assignment.js';
export { Coordinator, type Collected } from './contract/coordinator.js';
export type { Hint, Subscription } from './contract/hint.js';
export type { Alarm, Job, JobQuery, JobRequest, JobResult, JobState, Order, ResultDraft } from './contract/job.js';
export type { Leader, Leadership } from './contract/leadership.js';
export type { Committed, LostMember, Member, MemberOptions, Membership } from './contract/member.js';
export { LocalCoordinator, type LocalCoordinatorOptions } from './local/local-coordinator.js';
export { systemClock, type Clock } from '@disco-engine/transports/clock';
