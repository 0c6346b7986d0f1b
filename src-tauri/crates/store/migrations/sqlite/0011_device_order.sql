-- What a device has is listed in the order in which it was made without a look at each transaction, as for a user. (Not
-- so by LastModifiedDate: an index with it would be written twice more for each change of each transaction.)
DROP INDEX transaction_device;
CREATE INDEX device_offline ON sync_transaction (device_identifier, offline_timestamp);
