metadata description = 'Who is told when something needs a person: one rule for each query of infra/kql/alerts, one section of docs/operations.md for each rule.'

import { AlertLimits } from '../profiles.bicep'

param token string
param location string
param tags { *: string }
param workspaceId string
param limits AlertLimits

@description('Mail addresses. Without them and without a webhook the rules are there, and tell nobody.')
param contacts string[]

@description('Where the common alert schema is posted to, for example a channel or an on-call service. Such addresses often hold a secret.')
@secure()
param webhookUrl string

@description('Where the runbooks are read: docs/operations.md of this repository, or its address.')
param runbooks string

var rules = [
  {
    name: 'process-failures'
    title: 'Processes fail'
    query: loadTextContent('../kql/alerts/process-failures.kql')
    measure: 'failures'
    dimension: 'process'
    limit: limits.processFailures
  }
  {
    name: 'compensation-failures'
    title: 'Undos fail'
    query: loadTextContent('../kql/alerts/compensation-failures.kql')
    measure: 'failures'
    dimension: 'process'
    limit: limits.compensationFailures
  }
  {
    name: 'interventions-waiting'
    title: 'Items wait for an operator'
    query: loadTextContent('../kql/alerts/interventions-waiting.kql')
    measure: 'oldestMinutes'
    dimension: 'process'
    limit: limits.interventionsWaiting
  }
  {
    name: 'stuck-instances'
    title: 'Instances do not move'
    query: loadTextContent('../kql/alerts/stuck-instances.kql')
    measure: 'stuck'
    dimension: 'process'
    limit: limits.stuckInstances
  }
  {
    name: 'approval-overdue'
    title: 'Approvals are overdue'
    query: loadTextContent('../kql/alerts/approval-overdue.kql')
    measure: 'overdue'
    dimension: 'process'
    limit: limits.approvalOverdue
  }
  {
    name: 'sla-burn-fast'
    title: 'The SLA is missed fast'
    query: loadTextContent('../kql/alerts/sla-burn-fast.kql')
    measure: 'burnRate'
    dimension: 'process'
    limit: limits.slaBurnFast
  }
  {
    name: 'sla-burn-slow'
    title: 'The SLA is missed steadily'
    query: loadTextContent('../kql/alerts/sla-burn-slow.kql')
    measure: 'burnRate'
    dimension: 'process'
    limit: limits.slaBurnSlow
  }
  {
    name: 'retry-storm'
    title: 'Attempts fail in great number'
    query: loadTextContent('../kql/alerts/retry-storm.kql')
    measure: 'failedPercent'
    dimension: 'step'
    limit: limits.retryStorm
  }
  {
    name: 'backlog-age'
    title: 'Instances wait for their first turn'
    query: loadTextContent('../kql/alerts/backlog-age.kql')
    measure: 'seconds'
    dimension: 'process'
    limit: limits.backlogAge
  }
]

var isAnybodyTold = !empty(contacts) || !empty(webhookUrl)

resource onCall 'Microsoft.Insights/actionGroups@2023-01-01' = if (isAnybodyTold) {
  name: 'ag-${token}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'exec-orch'
    emailReceivers: [
      for (contact, index) in contacts: { name: 'mail-${index}', emailAddress: contact, useCommonAlertSchema: true }
    ]
    webhookReceivers: empty(webhookUrl) ? [] : [{ name: 'webhook', serviceUri: webhookUrl, useCommonAlertSchema: true }]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: '${rule.name}-${token}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.title
      description: '${rule.title}. What it means and what to do: ${runbooks}#${rule.name}'
      enabled: true
      severity: rule.limit.severity
      scopes: [workspaceId]
      evaluationFrequency: rule.limit.every
      windowSize: rule.limit.window
      autoMitigate: true
      // A new workspace has no telemetry yet; the queries were checked before.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            metricMeasureColumn: rule.measure
            timeAggregation: 'Maximum'
            dimensions: [{ name: rule.dimension, operator: 'Include', values: ['*'] }]
            operator: 'GreaterThan'
            threshold: rule.limit.above
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: {
        actionGroups: isAnybodyTold ? [onCall.id] : []
        customProperties: { runbook: '${runbooks}#${rule.name}' }
      }
    }
  }
]
