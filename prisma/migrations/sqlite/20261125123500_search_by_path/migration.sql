-- What the list shows as an API's path can be searched for too, with stand-ins for what LIKE would interpret.
UPDATE "Api" SET "searchText" = "searchText" || ' ' ||
  replace(replace(replace(lower("basePath"), '%', '％'), '_', '＿'), char(92), '＼');
