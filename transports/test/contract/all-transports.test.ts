import { TRANSPORT_KINDS } from '@disco-engine/transports';
import { describeTransport, makeCertificates } from '@disco-engine/testing/transport-suite';

for (const kind of TRANSPORT_KINDS) describeTransport(kind, { tls: makeCertificates });
