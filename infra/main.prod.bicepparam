using 'main.bicep'

import { profiles } from 'profiles.bicep'

param environmentName = 'prod'
param location = readEnvironmentVariable('AZURE_LOCATION', 'northeurope')
param profile = profiles.prod
param authClientId = readEnvironmentVariable('AUTH_CLIENT_ID', '')
param budgetContacts = filter(split(readEnvironmentVariable('BUDGET_CONTACTS', ''), ','), contact => !empty(contact))
param alertContacts = filter(split(readEnvironmentVariable('ALERT_CONTACTS', ''), ','), contact => !empty(contact))
param alertWebhookUrl = readEnvironmentVariable('ALERT_WEBHOOK_URL', '')
param runbooks = readEnvironmentVariable('RUNBOOKS', 'docs/operations.md')
param operatorGroupIds = filter(split(readEnvironmentVariable('OPERATOR_GROUP_IDS', ''), ','), id => !empty(id))
param appSettings = json(readEnvironmentVariable('APP_SETTINGS', '{}'))
