import type { ExportRequest } from '../../model/export-request.ts'
import { RefusedRequest } from '../../model/refused-request.ts'
import type { Capabilities } from '../../model/server-info.ts'
import type { TrackedQuery } from '../../model/tracker-query.ts'
import { createDemand } from '../../plan/demand.ts'
import { planEnrollments } from '../../plan/plan-enrollments.ts'
import { PlanError } from '../../plan/plan-error.ts'
import { planEvents } from '../../plan/plan-events.ts'
import type { ListPlan } from '../../plan/plan-list.ts'
import { planTrackedEntities } from '../../plan/plan-tracked-entities.ts'

/**
 * The list that an export is of: the same as the graph's list of these arguments, in the order that its pages are stable in.
 * Throws a RefusedRequest for what this server's version cannot answer.
 */
export function exportQuery(request: ExportRequest, capabilities: Capabilities): TrackedQuery {
  try {
    const { query } = planOf(request, capabilities)
    if (query.kind !== 'relationships') return query
  } catch (failure) {
    throw failure instanceof PlanError ? new RefusedRequest(failure.message, failure.byServer) : failure
  }
  throw new RefusedRequest('relationships are not exported', false)
}

function planOf(request: ExportRequest, capabilities: Capabilities): ListPlan {
  const context = { capabilities, style: { pushdown: true, batch: true } }
  const { program, trackedEntity, orgUnits, orgUnitMode, includeDeleted } = request
  const { followUp, updatedAt, updatedWithin, enrolledAt, enrollmentStatus } = request
  const common = { program, ids: request.ids, orgUnitMode, includeDeleted }
  const where = { followUp, updatedAt, updatedWithin, enrolledAt }
  const { enrollmentOccurredAt, assignedUsers, assignedUserMode, attributeConditions: attributes } = request
  const beyond = { enrollmentOccurredAt, assignedUsers, assignedUserMode, attributes }
  switch (request.kind) {
    case 'events': {
      const { programStage, occurredAt, scheduledAt, eventStatus: status } = request
      if (orgUnits && orgUnits.length > 1)
        throw new PlanError('orgUnits', 'DHIS2 lists events of one organisation unit (and those below it) at a time')
      const { enrollments, dataValueConditions: dataValues, attributeCategoryCombo, attributeCategoryOptions } = request
      const byCategory = { attributeCategoryCombo, attributeCategoryOptions }
      const ofEvents = {
        ...where,
        ...beyond,
        ...byCategory,
        dataValues,
        status,
        enrollmentStatus,
        occurredAt,
        scheduledAt,
      }
      const args = { ...common, programStage, trackedEntity, enrollments, orgUnit: orgUnits?.[0], where: ofEvents }
      return planEvents(args, createDemand(), context)
    }
    case 'enrollments':
      return planEnrollments(
        { ...common, trackedEntity, orgUnits, where: { ...where, status: enrollmentStatus } },
        createDemand(),
        context,
      )
    case 'trackedEntities': {
      const { trackedEntityType, programStage, eventStatus, occurredAt: eventOccurredAt, potentialDuplicate } = request
      const ofEntities = {
        ...where,
        ...beyond,
        potentialDuplicate,
        enrollmentStatus,
        programStage,
        eventStatus,
        eventOccurredAt,
      }
      return planTrackedEntities({ ...common, trackedEntityType, orgUnits, where: ofEntities }, createDemand(), context)
    }
  }
}
