export { PostgresCoordinator, type PostgresCoordinatorOptions } from './postgres/postgres-coordinator.js';
export { coordinatorRoles } from './postgres/sql/roles.js';
