import type { Dataset } from './dataset.ts'
import type { SandboxAnswer, SandboxRequest, SandboxRoute } from './exchange.ts'
import type { SandboxVersion } from './versions/version-facts.ts'

/** `system/info` as a server of the dataset's version answers it; the time is the real one, what tells of the machine is made up. */
export function createSystemRoute({ version }: Dataset): SandboxRoute {
  return (request) =>
    request.method === 'GET' && request.path === 'system/info' ? systemInfo(request, version) : undefined
}

function systemInfo({ headers, user }: SandboxRequest, version: SandboxVersion): SandboxAnswer {
  const never = '1970-01-01T00:00:00.000'
  const open = {
    contextPath: headers['host'] === undefined ? '' : `http://${headers['host']}`,
    userAgent: headers['user-agent'] ?? '',
    calendar: 'iso8601',
    dateFormat: 'yyyy-mm-dd',
    serverDate: new Date().toISOString().slice(0, -1),
    serverTimeZoneId: 'UTC',
    serverTimeZoneDisplayName: 'Coordinated Universal Time',
    lastAnalyticsTableSuccess: '2026-11-21T04:02:00.019',
    intervalSinceLastAnalyticsTableSuccess: '16 s',
    lastAnalyticsTableRuntime: '00:00:12.497',
    lastSystemMonitoringSuccess: never,
    lastAnalyticsTablePartitionSuccess: never,
    intervalSinceLastAnalyticsTablePartitionSuccess: '498676 h, 2 m, 16 s',
    lastAnalyticsTablePartitionRuntime: '',
    version: version.systemVersion,
    revision: 'sandbox',
    buildTime: '2026-01-01T00:00:00.000',
    jasperReportsVersion: '6.20.0',
    environmentVariable: 'DHIS2_HOME',
    fileStoreProvider: 'filesystem',
    readOnlyMode: 'off',
    encryption: true,
    emailConfigured: false,
    redisEnabled: false,
    systemName: 'DHIS 2',
    systemMetadataVersion: '',
    instanceBaseUrl: '',
    isMetadataVersionEnabled: false,
    lastMetadataVersionSyncAttempt: never,
    ...version.systemInfo,
  }
  return { status: 200, body: user.isSuperuser ? { ...open, ...machineInfo() } : open, headers: uncached }
}

const uncached = { 'cache-control': 'no-cache, no-store, max-age=0, must-revalidate' }

/** What only a superuser sees. */
function machineInfo(): Record<string, unknown> {
  return {
    databaseInfo: { spatialSupport: true, databaseVersion: 'PostgreSQL 15' },
    nodeId: 'sandbox',
    javaVersion: '17.0.15',
    javaVendor: 'sandbox',
    osName: 'sandbox',
    osArchitecture: 'sandbox',
    osVersion: 'sandbox',
    externalDirectory: 'sandbox',
    readReplicaCount: 0,
    memoryInfo: 'sandbox',
    cpuCores: 1,
    clusterHostname: 'sandbox',
  }
}
