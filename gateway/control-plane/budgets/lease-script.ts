// The script that leases budgets to the workers of gateways: in Lua, because Redis runs it as one step, on its own clock. Either all budgets
// of a call are charged or none. Its keys are not tagged: it is for a single Redis (or a primary with replicas), not for
// Redis Cluster.
//
// Each budget is a hash: `used`, of the capacity, as of `at`; and for each worker a field `g:ID`, with the number of its
// last call, what it had spent until then, its lease, when that ends, whether it wants more, and how many slots it needs. What is used is kept rather
// than what is left, so that a changed capacity counts at once and a debt stays. A worker whose lease has ended is taken for
// dead: what it had unspent counts as used, since nobody knows; slots come back. Of a quota its field stays, ended at 0: should
// it be alive after all, it tells what it has spent, and gets the rest back.
//
// A worker that had a lease of a quota, and of which this Redis knows nothing, shows that Redis has lost what was used: it was
// restarted, emptied, or has evicted the budget. What it tells is charged once, what it has left is its own; anew nobody gets
// anything until as many have told as it knows to have had a lease, or a lease has had the time to end, for then who has not
// told is dead. Kept with the budget: `told`, how many have; `expected`, how many will; `settles`, when that ends.
//
// Slots are first come, first served: a worker has those it needs (held, and waited for by handshakes) as long as there are
// any, and a part of what nobody needs ahead, which it gives back when another one needs it. Where the others need all
// that they have, its fair share is no more than its tokens: there is nothing to wait for.
//
// Of the other kinds a worker that wants has at most the n-th part of what is there, with n that want, less only what the others hold. What it
// keeps is never taken from it: it hears of its fair share, and keeps less at its next call. Where one begins to want and finds less
// than its fair share, or less than half of it while another has more, or needs slots that others have ahead, all hear of it on
// the channel, so that who is idle need not be waited for.

/** KEYS: the budgets. ARGV: worker, number of the call, LEASE_TTL_MS, LEASE_GROWS_MS, channel, then eleven for each budget, as lease_of takes them. */
export const LEASE_SCRIPT = `
local worker, call = ARGV[1], tonumber(ARGV[2])
local ttl, grows = tonumber(ARGV[3]), tonumber(ARGV[4])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local own = 'g:' .. worker

local function text(number) return string.format('%.17g', number) end

local function read(key)
  local budget = { used = 0, at = now, leases = {} }
  local fields = redis.call('HGETALL', key)
  for i = 1, #fields, 2 do
    local name, value = fields[i], fields[i + 1]
    if name:sub(1, 2) ~= 'g:' then
      budget[name] = tonumber(value)
    else
      local call, spent, tokens, ends, wants, needed = value:match('^(%S+) (%S+) (%S+) (%S+) (%S+) (%S+)$')
      budget.leases[name] = { call = tonumber(call), spent = tonumber(spent), tokens = tonumber(tokens),
        ends = tonumber(ends), wants = wants == '1', needed = tonumber(needed) }
    end
  end
  return budget
end

local function line(lease)
  return table.concat({ text(lease.call), text(lease.spent), text(lease.tokens), text(lease.ends),
    lease.wants and '1' or '0', text(lease.needed) }, ' ')
end

local function forget_dead(key, kind, budget)
  for name, lease in pairs(budget.leases) do
    if lease.ends > 0 and lease.ends <= now then
      if kind ~= 'slots' then budget.used = budget.used + lease.tokens end
      lease.ends = 0
      if kind == 'quota' then
        redis.call('HSET', key, name, line(lease))
      else
        budget.leases[name] = nil
        redis.call('HDEL', key, name)
      end
    end
  end
end

local function sum_of_others(budget)
  local tokens, most, wanting, needed = 0, 0, 0, 0
  for name, lease in pairs(budget.leases) do
    if name ~= own and lease.ends > 0 then
      tokens = tokens + lease.tokens
      most = math.max(most, lease.tokens)
      needed = needed + lease.needed
      if lease.wants then wanting = wanting + 1 end
    end
  end
  return tokens, most, wanting, needed
end

-- Whether it is still waited for what others know to have used of a budget that was lost.
local function is_settling(budget)
  return budget.settles and now < budget.settles and budget.told < budget.expected
end

local function note_loss(key, budget, sharers)
  budget.settles = budget.settles or now + ttl
  budget.told = (budget.told or 0) + 1
  budget.expected = math.max(budget.expected or 0, sharers)
  redis.call('HSET', key, 'settles', text(budget.settles), 'told', text(budget.told), 'expected', text(budget.expected))
end

local function lease_of(key, kind, capacity, rate, most, ends, spent, used, kept, wants, needed, sharers)
  local budget = read(key)
  forget_dead(key, kind, budget)
  local known = budget.leases[own]
  if known and known.call >= call then return '', '', '' end
  if known and known.ends == 0 then
    budget.used, known.tokens = budget.used - known.tokens, 0
  end
  local is_lost = kind == 'quota' and not known and sharers > 0
  if is_lost then note_loss(key, budget, sharers) end
  local settling = is_settling(budget)
  local charged = known and math.max(0, spent - known.spent) or used
  if kind == 'slots' then charged = 0 end
  budget.used = math.max(0, budget.used + charged - rate * math.max(0, now - budget.at) / 1000)

  local there = capacity - budget.used
  local leased, most_of_other, n, needed_by_others = sum_of_others(budget)
  if wants then n = n + 1 end
  if settling then n = math.max(n, budget.expected) end
  local own_left = known and known.tokens - charged or 0
  if is_lost and now < budget.settles then own_left = kept end
  if kind ~= 'slots' then kept = math.max(0, math.min(kept, own_left)) end
  local fair, ahead = 0, 0
  if wants then
    fair = math.max(0, math.min(most, math.ceil(there / n)))
    ahead = rate / n * grows / 1000
    if kind == 'slots' then
      local free = math.max(0, there - needed - needed_by_others)
      fair = math.min(there, needed + (n == 1 and free or math.floor(free / (n + 1))))
    end
  end
  local tokens = settling and kept or math.max(kept, math.min(fair, there - leased))

  local is_short = not (known and known.wants) and (tokens < fair or tokens > there - leased)
  is_short = is_short or (tokens < fair / 2 and most_of_other > fair + ahead)
  if kind == 'slots' then is_short = tokens < needed and leased > needed_by_others end
  if wants and is_short and not settling then
    redis.call('PUBLISH', ARGV[5], text(kind == 'slots' and 0 or fair) .. ' ' .. key)
  end
  if kind == 'slots' and not is_short then fair = math.min(fair, tokens) end
  ahead = math.min(ahead, math.max(0, math.max(1, capacity / math.max(1, n)) - tokens))
  local lease = { call = call, spent = spent, tokens = tokens + ahead, ends = now + ttl, wants = wants,
    needed = needed }
  redis.call('HSET', key, own, line(lease), 'used', text(budget.used), 'at', text(now))
  local lasts = 2 * ttl
  if kind == 'quota' then lasts = math.max(lasts, ends - now + ttl) end
  if rate > 0 then lasts = lasts + (budget.used + leased + tokens + ahead) / rate * 1000 end
  redis.call('PEXPIRE', key, string.format('%.0f', lasts))
  return text(tokens), text(fair), text(math.max(1, n))
end

local answers = {}
for i, key in ipairs(KEYS) do
  local at = 5 + (i - 1) * 11
  local function number(offset) return tonumber(ARGV[at + offset]) end
  local tokens, fair, n = lease_of(key, ARGV[at + 1], number(2), number(3), number(4), number(5), number(6), number(7),
    number(8), ARGV[at + 9] == '1', number(10), number(11))
  answers[#answers + 1] = tokens
  answers[#answers + 1] = fair
  answers[#answers + 1] = n
end
return answers
`;
