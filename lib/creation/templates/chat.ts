// The template of a chat. Its mappings fit the sample backend, and so does what it says of the text that comes first.

/** AsyncAPI 3.0.0 as YAML; title and version are the API's to fill in. */
export const chat = `# A chat: rooms in which people talk, news of who joins one, and a ping that shows whether the line is alive.
# With the sample backend as the endpoint it runs as it stands.
asyncapi: 3.0.0
info:
  title: Chat
  version: 1.0.0
  description: Rooms in which people talk, and news of who joins one.
defaultContentType: application/json
channels:
  rooms:
    address: /rooms/{roomID}
    title: A room
    description: One connection is one seat in a room. What you send goes to everybody else in it.
    x-uri-mapping: /rooms?room={roomID}
    parameters:
      roomID:
        description: Name of the room. A room is there as soon as somebody joins it.
        examples:
          - room1
          - lobby
    messages:
      welcome:
        name: welcome
        title: Welcome
        summary: The first thing that you hear in a room, as plain text.
        contentType: text/plain
        payload:
          type: string
          pattern: ^You joined .+!$
        examples:
          - name: joined
            summary: You are in room1
            payload: You joined room1!
      chatMessage:
        name: chatMessage
        title: Chat message
        summary: What somebody says to the room.
        payload:
          $ref: '#/components/schemas/ChatMessage'
        examples:
          - name: hello
            summary: Ana greets the room
            payload:
              type: message
              id: 6f1c2a34-9b7d-4a53-8e21-0c5d7f3b9a10
              from: ana
              text: Hello, everybody!
              sentAt: '2026-01-15T09:30:00Z'
          - name: answer
            summary: Ben answers her
            payload:
              type: message
              id: b0a7d1e2-58c4-4f0e-9a36-2d1f6c8e4b77
              from: ben
              text: Good morning, Ana.
              sentAt: '2026-01-15T09:30:04Z'
              replyTo: 6f1c2a34-9b7d-4a53-8e21-0c5d7f3b9a10
      typing:
        name: typing
        title: Typing
        summary: Somebody has begun to write, or has stopped.
        payload:
          $ref: '#/components/schemas/Typing'
        examples:
          - name: begins
            summary: Ben begins to write
            payload:
              type: typing
              from: ben
              isTyping: true
  notifications:
    address: /notifications
    title: Who joins
    description: Tells of everybody who joins a room, whichever it is.
    x-uri-mapping: /notifications
    messages:
      notice:
        name: notice
        title: Notice
        summary: A greeting, then a line for each person who joins a room, as plain text.
        contentType: text/plain
        payload:
          type: string
          minLength: 1
        examples:
          - name: greeting
            summary: The first line
            payload: Subscribed to notifications!
          - name: joined
            summary: Somebody is in room1
            payload: Someone joined room1!
  ping:
    address: /ping
    title: Ping
    description: Shows whether the line is alive, and how long a message takes both ways.
    x-uri-mapping: /echo
    messages:
      ping:
        name: ping
        title: Ping
        summary: Asks for an answer.
        correlationId:
          $ref: '#/components/correlationIds/pingID'
        payload:
          $ref: '#/components/schemas/Ping'
        examples:
          - name: first
            summary: The first ping of a connection
            payload:
              id: 1
              sentAt: '2026-01-15T09:30:00Z'
      pong:
        name: pong
        title: Pong
        summary: The ping, sent back as it came.
        correlationId:
          $ref: '#/components/correlationIds/pingID'
        payload:
          $ref: '#/components/schemas/Ping'
        examples:
          - name: first
            summary: The answer to the first ping
            payload:
              id: 1
              sentAt: '2026-01-15T09:30:00Z'
operations:
  receiveChat:
    action: receive
    summary: Say something to the room.
    channel:
      $ref: '#/channels/rooms'
    messages:
      - $ref: '#/channels/rooms/messages/chatMessage'
      - $ref: '#/channels/rooms/messages/typing'
  sendChat:
    action: send
    summary: Hear what others in the room say.
    channel:
      $ref: '#/channels/rooms'
    messages:
      - $ref: '#/channels/rooms/messages/welcome'
      - $ref: '#/channels/rooms/messages/chatMessage'
      - $ref: '#/channels/rooms/messages/typing'
  sendNotices:
    action: send
    summary: Hear who joins which room.
    channel:
      $ref: '#/channels/notifications'
    messages:
      - $ref: '#/channels/notifications/messages/notice'
  receivePing:
    action: receive
    summary: Ask whether the line is alive.
    channel:
      $ref: '#/channels/ping'
    messages:
      - $ref: '#/channels/ping/messages/ping'
    reply:
      channel:
        $ref: '#/channels/ping'
      messages:
        - $ref: '#/channels/ping/messages/pong'
  sendPong:
    action: send
    summary: Get each ping back.
    channel:
      $ref: '#/channels/ping'
    messages:
      - $ref: '#/channels/ping/messages/pong'
components:
  correlationIds:
    pingID:
      description: The id of the ping, which its pong has too.
      location: $message.payload#/id
  schemas:
    Person:
      type: string
      description: The name that a person goes by in the room.
      minLength: 1
      maxLength: 40
    ChatMessage:
      type: object
      required: [type, id, from, text, sentAt]
      properties:
        type: { type: string, const: message }
        id:
          type: string
          format: uuid
          description: Chosen by who sends it, another one for each message.
        from:
          $ref: '#/components/schemas/Person'
        text:
          type: string
          description: What is said.
          minLength: 1
          maxLength: 4000
        sentAt:
          type: string
          format: date-time
        replyTo:
          type: string
          format: uuid
          description: The id of the message that this one answers.
    Typing:
      type: object
      required: [type, from, isTyping]
      properties:
        type: { type: string, const: typing }
        from:
          $ref: '#/components/schemas/Person'
        isTyping:
          type: boolean
          description: False when the person has stopped.
    Ping:
      type: object
      required: [id, sentAt]
      properties:
        id:
          type: integer
          description: Another one for each ping of a connection.
          minimum: 1
        sentAt:
          type: string
          format: date-time
          description: By the clock of who asks.
`;
