// The template of prices: commands with acknowledgements, and a stream in which a property tells the messages apart.

/** AsyncAPI 3.0.0 as YAML; title and version are the API's to fill in. */
export const prices = `# Prices: a client subscribes to symbols, gets each command acknowledged, and hears their trades and quotes.
# It needs a backend that serves /prices; a URL mapping leads to another path.
asyncapi: 3.0.0
info:
  title: Prices
  version: 1.0.0
  description: Trades and quotes of the symbols that you subscribe to.
defaultContentType: application/json
channels:
  prices:
    address: /prices
    title: Prices
    description: Connect, subscribe to symbols, and hear their ticks until you unsubscribe.
    messages:
      subscribe:
        name: subscribe
        title: Subscribe
        summary: Asks for the ticks of symbols.
        correlationId:
          $ref: '#/components/correlationIds/commandID'
        payload:
          $ref: '#/components/schemas/Subscribe'
        examples:
          - name: two
            summary: Ask for two symbols
            payload:
              type: subscribe
              id: 1
              symbols: [BTC-EUR, ETH-EUR]
      unsubscribe:
        name: unsubscribe
        title: Unsubscribe
        summary: Wants no more ticks of symbols.
        correlationId:
          $ref: '#/components/correlationIds/commandID'
        payload:
          $ref: '#/components/schemas/Unsubscribe'
        examples:
          - name: one
            summary: No more of one symbol
            payload:
              type: unsubscribe
              id: 2
              symbols: [ETH-EUR]
      acknowledged:
        name: acknowledged
        title: Acknowledged
        summary: The command was carried out.
        correlationId:
          $ref: '#/components/correlationIds/commandID'
        payload:
          $ref: '#/components/schemas/Acknowledged'
        examples:
          - name: two
            summary: You now hear two symbols
            payload:
              type: acknowledged
              id: 1
              subscribed: [BTC-EUR, ETH-EUR]
      rejected:
        name: rejected
        title: Rejected
        summary: The command was not carried out, and why.
        correlationId:
          $ref: '#/components/correlationIds/commandID'
        payload:
          $ref: '#/components/schemas/Rejected'
        examples:
          - name: unknown
            summary: There is no such symbol
            payload:
              type: rejected
              id: 3
              code: unknown_symbol
              reason: There is no symbol BTC-XYZ.
      tick:
        name: tick
        title: Tick
        summary: A trade, a quote, or a change of a symbol's market.
        payload:
          $ref: '#/components/schemas/Tick'
        examples:
          - name: trade
            summary: Somebody bought
            payload:
              type: trade
              symbol: BTC-EUR
              sequence: 48211
              at: '2026-01-15T09:30:00.125Z'
              price: '91250.50'
              quantity: '0.015'
              side: buy
          - name: quote
            summary: The best prices of both sides
            payload:
              type: quote
              symbol: BTC-EUR
              sequence: 48212
              at: '2026-01-15T09:30:00.250Z'
              bid: '91250.00'
              ask: '91251.00'
          - name: halted
            summary: Trading has stopped
            payload:
              type: market
              symbol: ETH-EUR
              sequence: 9120
              at: '2026-01-15T09:30:01Z'
              state: halted
operations:
  receiveSubscribe:
    action: receive
    title: Subscribe
    summary: Ask for the ticks of symbols.
    channel:
      $ref: '#/channels/prices'
    messages:
      - $ref: '#/channels/prices/messages/subscribe'
    reply:
      channel:
        $ref: '#/channels/prices'
      messages:
        - $ref: '#/channels/prices/messages/acknowledged'
        - $ref: '#/channels/prices/messages/rejected'
  receiveUnsubscribe:
    action: receive
    title: Unsubscribe
    summary: Ask for no more ticks of symbols.
    channel:
      $ref: '#/channels/prices'
    messages:
      - $ref: '#/channels/prices/messages/unsubscribe'
    reply:
      channel:
        $ref: '#/channels/prices'
      messages:
        - $ref: '#/channels/prices/messages/acknowledged'
        - $ref: '#/channels/prices/messages/rejected'
  sendTicks:
    action: send
    title: Ticks
    summary: Hear what happens to the symbols that you subscribed to.
    channel:
      $ref: '#/channels/prices'
    messages:
      - $ref: '#/channels/prices/messages/tick'
components:
  correlationIds:
    commandID:
      description: The id of the command, which its answer has too.
      location: $message.payload#/id
  schemas:
    CommandID:
      type: integer
      description: Chosen by the client, another one for each command of a connection.
      minimum: 1
    Symbol:
      type: string
      description: What is traded and in which currency.
      pattern: ^[A-Z0-9]+-[A-Z]{3}$
    Symbols:
      type: array
      description: Which symbols.
      minItems: 1
      maxItems: 50
      uniqueItems: true
      items:
        $ref: '#/components/schemas/Symbol'
    Decimal:
      type: string
      description: A decimal number as text, so that no digit is lost.
      pattern: ^[0-9]+([.][0-9]+)?$
    Sequence:
      type: integer
      description: Grows by one with each tick of a symbol. A gap means that you missed some.
      minimum: 0
    Time:
      type: string
      format: date-time
      description: When it happened, in UTC.
    Subscribe:
      type: object
      required: [type, id, symbols]
      properties:
        type: { type: string, const: subscribe }
        id:
          $ref: '#/components/schemas/CommandID'
        symbols:
          $ref: '#/components/schemas/Symbols'
    Unsubscribe:
      type: object
      required: [type, id, symbols]
      properties:
        type: { type: string, const: unsubscribe }
        id:
          $ref: '#/components/schemas/CommandID'
        symbols:
          $ref: '#/components/schemas/Symbols'
    Acknowledged:
      type: object
      required: [type, id, subscribed]
      properties:
        type: { type: string, const: acknowledged }
        id:
          $ref: '#/components/schemas/CommandID'
        subscribed:
          type: array
          description: All symbols that the connection hears from now on.
          items:
            $ref: '#/components/schemas/Symbol'
    Rejected:
      type: object
      required: [type, id, code, reason]
      properties:
        type: { type: string, const: rejected }
        id:
          $ref: '#/components/schemas/CommandID'
        code:
          type: string
          description: For programs.
          enum: [unknown_symbol, too_many_symbols, not_subscribed]
        reason:
          type: string
          description: For people.
    Tick:
      description: The property type tells which one it is.
      oneOf:
        - $ref: '#/components/schemas/Trade'
        - $ref: '#/components/schemas/Quote'
        - $ref: '#/components/schemas/Market'
    Trade:
      type: object
      title: Trade
      description: A purchase or sale that has taken place.
      required: [type, symbol, sequence, at, price, quantity, side]
      properties:
        type: { type: string, const: trade }
        symbol:
          $ref: '#/components/schemas/Symbol'
        sequence:
          $ref: '#/components/schemas/Sequence'
        at:
          $ref: '#/components/schemas/Time'
        price:
          $ref: '#/components/schemas/Decimal'
        quantity:
          $ref: '#/components/schemas/Decimal'
        side:
          type: string
          description: What the side that came later did.
          enum: [buy, sell]
    Quote:
      type: object
      title: Quote
      description: The best prices at which the symbol can be sold and bought.
      required: [type, symbol, sequence, at, bid, ask]
      properties:
        type: { type: string, const: quote }
        symbol:
          $ref: '#/components/schemas/Symbol'
        sequence:
          $ref: '#/components/schemas/Sequence'
        at:
          $ref: '#/components/schemas/Time'
        bid:
          $ref: '#/components/schemas/Decimal'
        ask:
          $ref: '#/components/schemas/Decimal'
    Market:
      type: object
      title: Market
      description: Trading of the symbol has begun, stopped, or ended.
      required: [type, symbol, sequence, at, state]
      properties:
        type: { type: string, const: market }
        symbol:
          $ref: '#/components/schemas/Symbol'
        sequence:
          $ref: '#/components/schemas/Sequence'
        at:
          $ref: '#/components/schemas/Time'
        state:
          type: string
          enum: [open, halted, closed]
`;
