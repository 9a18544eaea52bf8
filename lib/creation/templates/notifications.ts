// The template of notifications. With the sample backend it hears the plain lines that the document names.

/** AsyncAPI 3.0.0 as YAML; title and version are the API's to fill in. */
export const notifications = `# Notifications: one topic on which a person hears what is new and says what was read.
# With the sample backend as the endpoint it runs as it stands: that one sends plain lines, and takes what it is sent
# without an answer. A backend of your own sends the notifications.
asyncapi: 3.0.0
info:
  title: Notifications
  version: 1.0.0
  description: What is new, as soon as it happens.
defaultContentType: application/json
channels:
  notifications:
    address: /notifications
    title: Notifications
    description: Stay connected to hear what is new. Say what was read, so that other devices of the person know it too.
    x-uri-mapping: /notifications
    messages:
      notification:
        name: notification
        title: Notification
        summary: Something has happened.
        payload:
          $ref: '#/components/schemas/Notification'
        examples:
          - name: order
            summary: An order is on its way
            payload:
              type: notification
              id: n-1042
              level: info
              title: Your order is on its way
              text: Order 1042 left the warehouse and arrives tomorrow.
              link: https://shop.example.com/orders/1042
              createdAt: '2026-01-15T09:30:00Z'
          - name: maintenance
            summary: A warning without a link
            payload:
              type: notification
              id: n-1043
              level: warning
              title: Maintenance tonight
              text: The shop is closed from 22:00 to 23:00 UTC.
              createdAt: '2026-01-15T12:00:00Z'
      notificationRead:
        name: notificationRead
        title: Notification read
        summary: Notifications that were read on another device.
        payload:
          $ref: '#/components/schemas/NotificationRead'
        examples:
          - name: elsewhere
            summary: Two were read on the phone
            payload:
              type: read
              ids: [n-1042, n-1043]
      line:
        name: line
        title: Line
        summary: A greeting or an announcement as plain text.
        contentType: text/plain
        payload:
          type: string
          minLength: 1
        examples:
          - name: greeting
            summary: The first line of a connection
            payload: Subscribed to notifications!
          - name: announcement
            summary: Somebody joined a room of the sample backend
            payload: Someone joined room1!
      markRead:
        name: markRead
        title: Mark as read
        summary: Tells which notifications the person has read.
        payload:
          $ref: '#/components/schemas/MarkRead'
        examples:
          - name: one
            summary: One was read
            payload:
              type: markRead
              ids: [n-1042]
      setLevel:
        name: setLevel
        title: Set the level
        summary: Asks for notifications of a level and those above it only.
        payload:
          $ref: '#/components/schemas/SetLevel'
        examples:
          - name: urgent
            summary: Only what is a warning or worse
            payload:
              type: setLevel
              level: warning
operations:
  sendNotifications:
    action: send
    summary: Hear what is new.
    channel:
      $ref: '#/channels/notifications'
    messages:
      - $ref: '#/channels/notifications/messages/notification'
      - $ref: '#/channels/notifications/messages/notificationRead'
      - $ref: '#/channels/notifications/messages/line'
  receiveChoices:
    action: receive
    summary: Say what was read, and what you want to hear.
    channel:
      $ref: '#/channels/notifications'
    messages:
      - $ref: '#/channels/notifications/messages/markRead'
      - $ref: '#/channels/notifications/messages/setLevel'
components:
  schemas:
    Level:
      type: string
      description: How urgent it is, from info to alert.
      enum: [info, warning, alert]
    NotificationIDs:
      type: array
      description: Which notifications.
      minItems: 1
      maxItems: 100
      uniqueItems: true
      items:
        $ref: '#/components/schemas/NotificationID'
    NotificationID:
      type: string
      minLength: 1
      maxLength: 60
    Notification:
      type: object
      required: [type, id, level, title, createdAt]
      properties:
        type: { type: string, const: notification }
        id:
          $ref: '#/components/schemas/NotificationID'
        level:
          $ref: '#/components/schemas/Level'
        title:
          type: string
          description: What happened, in one line.
          minLength: 1
          maxLength: 120
        text:
          type: string
          description: More about it.
          maxLength: 2000
        link:
          type: string
          format: uri
          description: Where the person can see it.
        createdAt:
          type: string
          format: date-time
    NotificationRead:
      type: object
      required: [type, ids]
      properties:
        type: { type: string, const: read }
        ids:
          $ref: '#/components/schemas/NotificationIDs'
    MarkRead:
      type: object
      required: [type, ids]
      properties:
        type: { type: string, const: markRead }
        ids:
          $ref: '#/components/schemas/NotificationIDs'
    SetLevel:
      type: object
      required: [type, level]
      properties:
        type: { type: string, const: setLevel }
        level:
          $ref: '#/components/schemas/Level'
`;
